"""What only a set of documents shows: near-duplicates, one report among several copies."""
