"""The one mutable Coach and the ports through which it touches the world."""
