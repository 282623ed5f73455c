'use strict';

/** The longest word of a text, the first of several; '' where there is none. */
function longestWord(text) {
  return text.split(/\s+/).reduce((longest, word) => (word.length >= longest.length ? word : longest), '');
}

module.exports = { longestWord };
