namespace SignGateway.Tests.Infrastructure;

/// <summary>The 512-bit test pair of the verification vectors; it protects nothing.</summary>
internal static class TestKeys
{
    public const string PublicPem =
        """
        -----BEGIN PUBLIC KEY-----
        MFwwDQYJKoZIhvcNAQEBBQADSwAwSAJBAMFmS2Mat5ihI4Dd2xFQSq94ZJwxJ4Pb
        Km+djZtNDR/vAeD360cmui9Bwpe+pw1NTKchl00o/1E9Zthn1vS3Fn8CAwEAAQ==
        -----END PUBLIC KEY-----
        """;

    public const string PrivatePem =
        """
        -----BEGIN PRIVATE KEY-----
        MIIBVQIBADANBgkqhkiG9w0BAQEFAASCAT8wggE7AgEAAkEAwWZLYxq3mKEjgN3b
        EVBKr3hknDEng9sqb52Nm00NH+8B4PfrRya6L0HCl76nDU1MpyGXTSj/UT1m2GfW
        9LcWfwIDAQABAkA0rOH3mj1LSwhafxK9wnq1FDuC9zhmB3mlcOoy1GewvHQd2VYh
        TDxWtu4kR9F84RxbrVKWoXAhR2xmVvqhS27hAiEA/os2256DLyd3qtd+EECRdAbA
        sXNpso2g/cBqAzx3vgkCIQDCgYhwtur/s3/KUSISuyRojIFkdcj0jVknAqjwUC7S
        RwIhAIu/yO2IuINSCtxMFVU87d6iunZyY+x435ORaWK/dwppAiEAl1mcBbkQG3Bd
        W9zOGq0so33RoY5VlJX4bXaQZo6+IDkCIFoNsnZQX0J+OOcPL1Jiz1ZW5vDfTmGD
        uJAbrWWH+ZEs
        -----END PRIVATE KEY-----
        """;
}
