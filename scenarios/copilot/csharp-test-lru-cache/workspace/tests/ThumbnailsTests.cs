using NUnit.Framework;

namespace Caching.Tests
{
    [TestFixture]
    public class ThumbnailsTests
    {
        [Test]
        public void AreMadeOnce()
        {
            int made = 0;
            var thumbnails = new Thumbnails(file => new byte[++made]);
            thumbnails.Of("a.png");
            Assert.That(thumbnails.Of("a.png"), Has.Length.EqualTo(1));
        }
    }
}
