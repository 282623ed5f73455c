using System;
using System.Collections.Generic;

namespace Caching
{
    /// <summary>Keeps what was used last; forgets what was not used for longest when there is no more room.</summary>
    public class LruCache<TKey, TValue>
    {
        private readonly Dictionary<TKey, LinkedListNode<KeyValuePair<TKey, TValue>>> places = new Dictionary<TKey, LinkedListNode<KeyValuePair<TKey, TValue>>>();
        private readonly LinkedList<KeyValuePair<TKey, TValue>> order = new LinkedList<KeyValuePair<TKey, TValue>>();
        private readonly int capacity;

        /// <exception cref="ArgumentOutOfRangeException">The capacity is less than 1.</exception>
        public LruCache(int capacity)
        {
            if (capacity < 1)
                throw new ArgumentOutOfRangeException(nameof(capacity));
            this.capacity = capacity;
        }

        public int Count => places.Count;

        /// <summary>Looks a value up; that counts as a use.</summary>
        public bool TryGet(TKey key, out TValue value)
        {
            value = default(TValue);
            if (!places.TryGetValue(key, out var node))
                return false;
            order.Remove(node);
            order.AddFirst(node);
            value = node.Value.Value;
            return true;
        }

        /// <summary>Puts a value in, in place of the key's former one; that counts as a use.</summary>
        public void Set(TKey key, TValue value)
        {
            if (places.TryGetValue(key, out var former))
                order.Remove(former);
            else if (places.Count == capacity)
                Forget(order.Last);
            places[key] = order.AddFirst(new KeyValuePair<TKey, TValue>(key, value));
        }

        private void Forget(LinkedListNode<KeyValuePair<TKey, TValue>> node)
        {
            order.Remove(node);
            places.Remove(node.Value.Key);
        }
    }
}
