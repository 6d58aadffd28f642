"""What staff's commands write into docs/, and git."""
