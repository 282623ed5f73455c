using NUnit.Framework;

namespace Rooms.Tests
{
    public class RoomTests
    {
        [Test]
        public void WhatIsCancelledCanBeBookedAgain()
        {
            var room = new Room();
            Assert.That(room.Book(new Interval(540, 600)), Is.True);
            Assert.That(room.Book(new Interval(570, 580)), Is.False);
            room.Cancel(new Interval(560, 600));
            Assert.That(room.Book(new Interval(570, 580)), Is.True);
        }
    }
}
