"""Season risk: the factors that move it, the group it is compared with, and how sure the figure is."""
