/** A card that becomes selected comes into sight. The focus follows from card to card and out of the menu that added it, never out of a setting. */
export function follow(card: HTMLElement): void {
  card.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  const active = document.activeElement;
  const isFree = active === null || active === document.body;
  if (isFree || active.matches('[data-target], [aria-haspopup="menu"]')) card.focus({ preventScroll: true });
}
