'use strict';

/** The longest word of a text, the first of several; '' where there is none. */
function longestWord(text) {
  throw new Error('not written yet');
}

module.exports = { longestWord };
