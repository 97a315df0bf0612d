using SignGateway.TestHosts;

namespace SignGateway.Chaos.Tests.Loads;

/// <summary>Files of a few bytes: most are unlike any other, some share their content, some are pictures.</summary>
internal static class SmallFiles
{
    private const int LargestBytes = 200;

    public static (byte[] File, string ContentType) Next(Random chance)
    {
        switch (chance.Next(10))
        {
            case 0:
                return (SampleFiles.Png(1 + chance.Next(6), 1 + chance.Next(6)), "image/png");
            case 1 or 2:
                return ([(byte)chance.Next(4)], "application/octet-stream");
            default:
                var file = new byte[1 + chance.Next(LargestBytes)];
                chance.NextBytes(file);
                return (file, "application/octet-stream");
        }
    }
}
