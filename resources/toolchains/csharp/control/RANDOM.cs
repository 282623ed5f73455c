// Tests that must pass and tests that must fail, whatever is judged; see core/check/testsrun.cpp.
using NUnit.Framework;

public class RANDOM
{
    [Test]
    public void holds()
    {
        Assert.AreEqual(ALPHA, int.Parse("ALPHA"));
        Assert.That(new[] { ALPHA, 1 }, Is.Not.EqualTo(new[] { BETA, 1 }));
    }

    [Test]
    public void breaks_AreEqual() { Assert.AreEqual(ALPHA, BETA); }

    [Test]
    public void breaks_That() { Assert.That(ALPHA, Is.EqualTo(BETA)); }

    [Test]
    public void breaks_IsTrue() { Assert.IsTrue(ALPHA == BETA); }

    [Test]
    public void breaks_CollectionAssert() { CollectionAssert.AreEqual(new[] { "RANDOM", "ALPHA" }, new[] { "RANDOM", "BETA" }); }

    [Test]
    public void breaks_Throws() { Assert.Throws<System.InvalidOperationException>(() => int.Parse("ALPHA")); }

    [TestCase(ALPHA, BETA)]
    public void breaks_TestCase(int one, int other) { Assert.AreEqual(one, other); }

    [Test]
    public void breaks_throwing() { throw new System.InvalidOperationException("RANDOM"); }
}
