/** Only ways inside this site; `//evil.example` is another one. */
export function safePath(next: string | null): string {
  return next && /^\/(?![/\\])/.test(next) ? next : '/';
}
