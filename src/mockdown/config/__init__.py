"""`mockdown.toml`: which APIs there are, and how each is read.  Every setting has a default."""

from mockdown.config.reading import FILE_NAME, find_config, load_config
from mockdown.config.settings import Api, Config, Outputs, Site
from mockdown.config.spelling import did_you_mean

__all__ = ["FILE_NAME", "Api", "Config", "Outputs", "Site", "did_you_mean", "find_config", "load_config"]
