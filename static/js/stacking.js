// Where the cards of a margin lie: { wanted, height, isActive }, in the order of what they want.
export const GAP = 12;

/** Tops that keep the order and overlap nowhere; the card at hand has the one it wants, the others make room for it. */
export function stacked(cards, least) {
  const held = cards.findIndex((card) => card.isActive);
  const tops = new Map();
  let after = cards;
  let floor = least;
  if (held >= 0) {
    let ceiling = (floor = Math.max(least, cards[held].wanted));
    tops.set(cards[held], floor);
    const low = [];
    for (const card of cards.slice(0, held).reverse()) {
      const top = Math.min(card.wanted, ceiling - GAP - card.height);
      // Without room above it, it goes below.
      if (top < least) low.unshift(card);
      else tops.set(card, (ceiling = top));
    }
    floor += cards[held].height + GAP;
    after = [...low, ...cards.slice(held + 1)];
  }
  for (const card of after) {
    const top = Math.max(floor, card.wanted);
    tops.set(card, top);
    floor = top + card.height + GAP;
  }
  return tops;
}
