namespace SignGateway.Doctor.Oss;

/// <summary>The statement that gives a right, as it goes into a RAM policy.</summary>
internal static class RamStatement
{
    public static string Allow(string action, string bucket, string prefix) =>
        $$"""{"Effect":"Allow","Action":["{{action}}"],"Resource":["acs:oss:*:*:{{bucket}}/{{prefix}}*"]}""";

    public static string Fix(string action, string bucket, string prefix) => $"""
        Add this to the policy of the RAM user or role that signs, and look for a bucket policy that denies it:
        {Allow(action, bucket, prefix)}
        """;
}
