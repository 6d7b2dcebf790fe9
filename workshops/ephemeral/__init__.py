"""What is known for a moment in the cache alone, never in the database."""
