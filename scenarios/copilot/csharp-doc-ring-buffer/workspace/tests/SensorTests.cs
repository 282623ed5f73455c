using NUnit.Framework;

namespace Signals.Tests
{
    public class SensorTests
    {
        [Test]
        public void GivesTheMean()
        {
            var sensor = new Sensor();
            sensor.Smooth(1);
            Assert.That(sensor.Smooth(4), Is.EqualTo(2.5));
        }
    }
}
