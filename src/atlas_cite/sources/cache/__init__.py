"""Cache: what registries answered, on disk in one SQLite file that several processes may use at once."""

from atlas_cite.sources.cache.rows import CachedIdentifier, CachedQuery, CachedWork
from atlas_cite.sources.cache.store import Cache, CacheInfo

__all__ = ["Cache", "CacheInfo", "CachedIdentifier", "CachedQuery", "CachedWork"]
