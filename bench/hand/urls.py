from django.urls import path

from bench.hand import views

urlpatterns = [
    path("orders", views.create),
    path("orders-posting", views.create_and_post),
    path("recent", views.recent),
]
