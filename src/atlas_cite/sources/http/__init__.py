"""HTTP: how any web service is asked: at its own pace, again when that makes sense, and never without bounds."""
