namespace Signals
{
    /// <summary>Smooths what a sensor measures.</summary>
    public class Sensor
    {
        private readonly RingBuffer latest = new RingBuffer(8);

        /// <summary>Takes a measurement in.</summary>
        /// <param name="value">The measurement.</param>
        /// <returns>The mean of the last few.</returns>
        public double Smooth(double value)
        {
            latest.Add(value);
            return latest.Mean(latest.Count);
        }
    }
}
