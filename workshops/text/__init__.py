"""What Finnish, Swedish and English ask of the software: names, words, dates, places, order."""
