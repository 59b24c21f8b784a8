"""To the identity provider and back."""

from fastapi import APIRouter

router = APIRouter(include_in_schema=False)
