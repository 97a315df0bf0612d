namespace SignGateway.Protocol.Callbacks;

/// <summary>The public key that OSS signs every customer's callbacks with: RSA, 512 bits. Its content does not change, so it is built in.</summary>
public static class OfficialPublicKey
{
    /// <summary>The file's name at the official origins.</summary>
    public const string V1Name = "callback_pub_key_v1.pem";

    /// <summary>The key.</summary>
    public const string V1Pem = """
        -----BEGIN PUBLIC KEY-----
        MFwwDQYJKoZIhvcNAQEBBQADSwAwSAJBAKs/JBGzwUB2aVht4crBx3oIPBLNsjGs
        C0fTXv+nvlmklvkcolvpvXLTjaxUHR3W9LXxQ2EHXAJfCB+6H2YF1k8CAwEAAQ==
        -----END PUBLIC KEY-----
        """;

    internal const string Host = "gosspublic.alicdn.com";

    /// <summary>The two origins at which OSS announces its keys.</summary>
    public static IReadOnlyList<string> Origins { get; } = [$"https://{Host}", $"http://{Host}"];
}
