// Takes a PNG as base64; answers its size, a palette of at most 256 colours and each pixel's place in it, as base64.
// The commonest colours are kept as they are, unless one that nobody can tell from it is kept already.
async (png) => {
  const image = await createImageBitmap(await (await fetch(`data:image/png;base64,${png}`)).blob());
  const { width, height } = image;
  const canvas = new OffscreenCanvas(width, height).getContext("2d", { willReadFrequently: true });
  canvas.drawImage(image, 0, 0);
  const pixels = new Uint32Array(canvas.getImageData(0, 0, width, height).data.buffer);

  const counts = new Map();
  for (const pixel of pixels) counts.set(pixel, (counts.get(pixel) || 0) + 1);
  const parts = (colour) => [colour & 255, (colour >> 8) & 255, (colour >> 16) & 255];
  const distance = ([r, g, b], [x, y, z]) => 3 * (r - x) ** 2 + 6 * (g - y) ** 2 + (b - z) ** 2;
  const common = [...counts.keys()].sort((a, b) => counts.get(b) - counts.get(a) || a - b).map((colour) => [colour, parts(colour)]);

  const places = new Map();
  let kept = [];
  // Demanding more and more difference until the palette is enough for all.
  for (let apart = 0; ; apart = apart * 2 || 8) {
    kept = [];
    places.clear();
    const fits = common.every(([colour, it]) => {
      const place = kept.findIndex((other) => distance(it, other) <= (counts.get(colour) > 400 ? 0 : apart));
      places.set(colour, place < 0 ? kept.push(it) - 1 : place);
      return kept.length <= 256;
    });
    if (fits) break;
  }

  const indices = new Uint8Array(pixels.length);
  pixels.forEach((pixel, at) => (indices[at] = places.get(pixel)));
  const bytes = new Uint8Array(await new Response(new Blob([indices])).arrayBuffer());
  let text = "";
  for (let at = 0; at < bytes.length; at += 32768) text += String.fromCharCode(...bytes.subarray(at, at + 32768));
  return { width, height, palette: kept.flat(), pixels: btoa(text) };
};
