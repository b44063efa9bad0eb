"""HTTP below the views: addresses of clients, outgoing requests, limits of uploads, byte ranges."""
