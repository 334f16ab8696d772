// SPDX-License-Identifier: BSL-1.0
// Looks at pages as a browser has laid them out, each in a frame as wide as a screen, and writes down what a reader
// would stumble over. A frame's title names the page and the width.
'use strict';

const smallestText = 9;      // pixels
const leastContrast = 4.5;   // WCAG 2.2, 1.4.3
const leastTarget = 24;      // pixels high: WCAG 2.5.8
const faults = [];

const colour = text => {
  const [r, g, b, a = 1] = (text.match(/[\d.]+/g) || [0, 0, 0, 0]).map(Number);
  return {r, g, b, a};
};
const laidOver = (top, below) => {
  const mix = part => top[part] * top.a + below[part] * (1 - top.a);
  return {r: mix('r'), g: mix('g'), b: mix('b'), a: 1};
};
// Relative luminance as WCAG defines it.
const luminance = ({r, g, b}) => {
  const linear = value => value / 255 <= 0.04045 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4;
  return 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
};
const contrast = (one, other) => {
  const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
};

// What lies behind a point of an element: of a page the boxes around it, in a picture also the shapes painted before.
function paperAt(frame, element, x, y) {
  const view = frame.contentWindow, page = frame.contentDocument;
  const layers = [];
  for (const each of page.elementsFromPoint(x, y)) {
    if (each === element || element.contains(each) || each.tagName === 'text' || each.tagName === 'tspan') continue;
    const style = view.getComputedStyle(each);
    const shape = each.ownerSVGElement;
    const paint = colour(shape ? style.fill : style.backgroundColor);
    if (shape) paint.a *= Number(style.fillOpacity) * Number(style.opacity);
    layers.push(paint);
    if (paint.a === 1) break;
  }
  return layers.reverse().reduce((below, top) => laidOver(top, below), colour(view.getComputedStyle(page.body).backgroundColor));
}

// The texts of an element, each with the boxes of its lines.
function* textsOf(page, root) {
  const walker = page.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const holder = node.parentElement;
    if (!node.data.trim() || holder.closest('style, title, desc')) continue;
    const range = page.createRange();
    range.selectNodeContents(node);
    const boxes = [...range.getClientRects()].filter(box => box.width > 0 && box.height > 0);
    if (boxes.length > 0) yield {text: node.data.trim(), holder, boxes};
  }
}

function inspect(frame) {
  const page = frame.contentDocument, view = frame.contentWindow;
  const fault = (what, where = '') => faults.push(`${frame.title}: ${what}${where ? `: "${where.slice(0, 60)}"` : ''}`);
  page.querySelectorAll('details').forEach(each => { each.open = true; });
  frame.style.height = `${page.documentElement.scrollHeight + 50}px`;
  const width = page.documentElement.clientWidth;

  if (page.documentElement.scrollWidth > width) fault(`it scrolls sideways, to ${page.documentElement.scrollWidth}`);
  if (!page.documentElement.lang) fault('it does not say its language');
  if (!page.title) fault('it has no title');
  if (page.querySelector('script, link, iframe, object, embed, [src]')) fault('it needs more than itself');
  if ([...page.querySelectorAll('style')].some(each => /url\(|@import/.test(each.textContent)))
    fault('its style needs more than itself');
  for (const each of page.querySelectorAll('[href]')) {
    const target = each.getAttribute('href');
    if (!target.startsWith('#') || !page.getElementById(target.slice(1))) fault('a link leads nowhere', target);
  }

  let level = 0;
  for (const each of page.querySelectorAll('h1, h2, h3, h4')) {
    const own = Number(each.tagName[1]);
    if (own > level + 1 || (own === 1 && level > 0)) fault(`a heading of level ${own} after one of ${level}`, each.textContent);
    level = own;
  }
  for (const each of page.querySelectorAll('table')) {
    if (!each.caption || !each.caption.textContent.trim()) fault('a table has no caption');
    if (each.querySelector('th:not([scope])')) fault('a heading of a table does not say what it heads');
    const box = each.closest('.scroll');
    if (!box || box.tabIndex !== 0 || !box.getAttribute('aria-label')) fault('a table cannot be scrolled by keys');
  }
  for (const each of page.querySelectorAll('summary, nav a')) {
    const box = each.getBoundingClientRect();
    if (box.height < leastTarget) fault(`it is ${box.height} high, too low for a finger`, each.textContent);
    each.focus();
    if (page.activeElement !== each) fault('it cannot be reached by keys', each.textContent);
  }

  for (const picture of page.querySelectorAll('svg')) {
    const frameBox = picture.getBoundingClientRect();
    if (frameBox.width === 0) continue;  // the one for another width
    const name = picture.getAttribute('aria-label');
    if (picture.getAttribute('role') !== 'img' || !name) fault('a picture has no name for those who cannot see it');
    if (!picture.closest('section, main').querySelector('table')) fault('a picture has no table', name);
    const seen = [];
    for (const {text, holder, boxes} of textsOf(page, picture)) {
      const box = boxes[0];
      if (box.left < frameBox.left - 1 || box.right > frameBox.right + 1 || box.top < frameBox.top - 1 ||
          box.bottom > frameBox.bottom + 1) fault(`a text leaves the picture "${name.slice(0, 40)}"`, text);
      const scale = frameBox.width / picture.viewBox.baseVal.width;
      const size = parseFloat(view.getComputedStyle(holder).fontSize) * scale;
      if (size < smallestText) fault(`a text of ${size.toFixed(1)} pixels`, text);
      for (const other of seen) {
        const across = Math.min(box.right, other.box.right) - Math.max(box.left, other.box.left);
        const down = Math.min(box.bottom, other.box.bottom) - Math.max(box.top, other.box.top);
        if (across > 2 && down > 0.4 * Math.min(box.height, other.box.height))
          fault(`"${other.text.slice(0, 40)}" is written over`, text);
      }
      seen.push({text, box});
    }
  }

  for (const {text, holder, boxes} of textsOf(page, page.body)) {
    const style = view.getComputedStyle(holder);
    const box = boxes[0];
    const clip = holder.closest('.scroll');
    if (!clip && box.right > width + 1) fault('a text leaves the page', text);
    const paint = colour(holder.closest('svg') ? style.fill : style.color);
    const x = (box.left + box.right) / 2, y = (box.top + box.bottom) / 2;
    if (x < 0 || x >= width) continue;  // scrolled out of sight
    if (clip) {
      const hole = clip.getBoundingClientRect();
      if (x > hole.right || y > hole.bottom) continue;
    }
    const paper = paperAt(frame, holder, x, y);
    const found = contrast(laidOver(paint, paper), paper);
    if (found < leastContrast) fault(`a text has a contrast of ${found.toFixed(2)}`, text);
  }
}

window.addEventListener('load', () => {
  const frames = [...document.querySelectorAll('iframe')];
  frames.forEach(inspect);
  const dark = matchMedia('(prefers-color-scheme: dark)').matches;
  const verdict = JSON.stringify({frames: frames.length, dark, faults});
  const plain = document.createElement('pre');
  plain.textContent = `VERDICT${verdict.replace(/[<>&]/g, c => `\\u00${c.charCodeAt(0).toString(16)}`)}VERDICT`;
  document.body.replaceChildren(plain);
});
