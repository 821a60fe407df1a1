"""What a notebook of this course imports: data, images and plots."""
