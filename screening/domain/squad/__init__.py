"""What a coach may see of a squad: availability, who to talk to first, the map, and what changed."""
