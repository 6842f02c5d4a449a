// Elements made from names and texts. Nothing that comes from outside is ever read as markup.

const SVG = "http://www.w3.org/2000/svg";

/** An element: h("p", {class: "quiet", onclick: f}, "text", child). Attributes that are null or false are left out. */
export function h(tag, attributes = {}, ...children) {
  return fill(document.createElement(tag), attributes, children);
}

/** The same for a picture's element. */
export function svg(tag, attributes = {}, ...children) {
  return fill(document.createElementNS(SVG, tag), attributes, children);
}

function fill(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) {
      element.addEventListener(name.slice(2), value);
    } else if (value !== null && value !== undefined && value !== false) {
      element.setAttribute(name, value === true ? "" : value);
    }
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

/** Sets a text only when it differs: what did not change is not laid out anew, nor read aloud. */
export function text(element, words) {
  if (element.textContent !== words) {
    element.textContent = words;
  }
}

export const byId = (id) => document.getElementById(id);

/** Calls at most once a frame, and then with the newest wish. */
export function onceAFrame(draw) {
  let asked = false;
  return () => {
    if (!asked) {
      asked = true;
      requestAnimationFrame(() => {
        asked = false;
        draw();
      });
    }
  };
}
