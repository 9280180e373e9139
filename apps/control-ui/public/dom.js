/** An element with properties, attributes (names with a dash, and `role`) and children; strings become text. */
export function element(tag, properties = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name.includes('-') || name === 'role') node.setAttribute(name, value);
    else node[name] = value;
  }
  node.append(...children);
  return node;
}

export function byId(id) {
  return document.getElementById(id);
}
