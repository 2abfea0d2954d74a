"""What is said aloud and when. Knows no screen; synthesisers and loudspeakers are behind a port."""
