"""What a notebook of this course imports: data, images, plots and the check of an answer."""
