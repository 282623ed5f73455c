using System;

namespace Caching
{
    /// <summary>Small pictures, made when they are first wanted.</summary>
    public class Thumbnails
    {
        private readonly LruCache<string, byte[]> made = new LruCache<string, byte[]>(100);
        private readonly Func<string, byte[]> make;

        public Thumbnails(Func<string, byte[]> make)
        {
            this.make = make;
        }

        public byte[] Of(string file)
        {
            if (!made.TryGet(file, out byte[] picture))
                made.Set(file, picture = make(file));
            return picture;
        }
    }
}
