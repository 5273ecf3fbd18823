//! Free resources, the road to being hired, and the article series.
