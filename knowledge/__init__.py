"""What the assistant knows: texts, organisations, index, search, answer and referral. No web, no Rasa."""
