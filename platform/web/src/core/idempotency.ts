/** A key per intent: the same while the answer is unknown, a new one once the server has answered. */
export class IntentKey {
  private key = random();

  get header(): Record<string, string> {
    return { 'Idempotency-Key': this.key };
  }

  answered(): void {
    this.key = random();
  }
}

/** Also where the page is served without TLS, which has no `crypto.randomUUID`. */
function random(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
