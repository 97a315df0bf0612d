using SignGateway.Uploads;

namespace SignGateway.Storage.Tests;

/// <summary>Records compare dictionaries by reference; here they compare by content, and whatever number of changes led to them.</summary>
internal static class SameUpload
{
    public static void Check(UploadRecord expected, UploadRecord? actual)
    {
        Assert.NotNull(actual);
        Assert.Equal(expected.Vars, actual.Vars);
        Assert.Equal(expected.ClientVars, actual.ClientVars);
        Assert.Equal(expected, actual with { Vars = expected.Vars, ClientVars = expected.ClientVars, Version = expected.Version });
    }
}
