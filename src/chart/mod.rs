//! Reports to drawings: SVG text through plotters, one file per chart, with readouts and a table twin.
