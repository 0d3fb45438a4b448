"""Pure strings: tokens, sentences, lemmas, addresses, fingerprints."""
