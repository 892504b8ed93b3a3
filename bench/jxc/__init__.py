"""The installed 进销存 template, measured: deliveries, the past, the page of stock, 收发存."""
