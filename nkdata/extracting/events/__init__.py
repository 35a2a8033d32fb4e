"""What was announced, done, offered, denied or called off."""
