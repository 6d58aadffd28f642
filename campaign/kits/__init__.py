"""What a school takes away from a guide: sheets to print, QR codes, texts to paste."""
