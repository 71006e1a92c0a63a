"""What the consultations print."""
