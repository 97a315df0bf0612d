const count = 6;
const dashes = [[], [8, 4], [2, 3], [12, 4, 2, 4]];

/** The class that gives a legend's swatch the look of its line. @param {number} index */
export const swatch = (index) => `swatch series-${(index % count) + 1} dash-${index % dashes.length}`;

/** How a line is drawn. Lines differ in dash as well: colours alone are not for everybody. @param {CSSStyleDeclaration} style @param {number} index */
export const colors = (style, index) => ({ stroke: style.getPropertyValue(`--series-${(index % count) + 1}`), dash: dashes[index % dashes.length] });
