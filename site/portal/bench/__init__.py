"""How many requests a second the portal answers as it is deployed: gunicorn, its page cache, nginx."""
