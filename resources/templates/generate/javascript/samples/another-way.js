'use strict';

/** The longest word of a text, the first of several; '' where there is none. */
function longestWord(text) {
  let longest = '';
  for (const [word] of text.matchAll(/\S+/g)) {
    if (word.length > longest.length) longest = word;
  }
  return longest;
}

module.exports = { longestWord };
