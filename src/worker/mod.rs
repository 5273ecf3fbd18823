//! The worker: decodes requests, keeps a cache, dispatches, reports progress, encodes events.
